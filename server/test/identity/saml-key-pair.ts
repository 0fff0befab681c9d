import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { SamlKeyPair } from "../../src/config/saml.ts";

/** A key and its own certificate of it, valid from now on, as `openssl` makes them. `algorithm` as in its `-newkey`. */
export async function makeKeyPair(algorithm = "rsa:2048"): Promise<SamlKeyPair> {
  const folder = await mkdtemp(join(tmpdir(), "saml-key-"));
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  try {
    await promisify(execFile)("openssl", [
      ...["req", "-x509", "-nodes", "-newkey", algorithm, "-days", "1", "-subj", "/CN=test"],
      ...["-keyout", key, "-out", certificate],
    ]);
    return {
      key: await readFile(key, "utf8"),
      certificate: await readFile(certificate, "utf8"),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
