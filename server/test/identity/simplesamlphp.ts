import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { SamlKeyPair } from "../../src/config/saml.ts";
import { findFreePort } from "./free-port.ts";
import { twoFactorContext } from "./saml-forging-provider.ts";

const root = "/usr/share/simplesamlphp/www";

/** Whether Debian's simplesamlphp is installed, with what it needs of PHP. */
export async function findSimpleSamlPhp(): Promise<boolean> {
  try {
    await access(root);
    const { stdout } = await promisify(execFile)("php", ["-m"]);
    return ["dom", "openssl", "SimpleXML"].every((module) => stdout.includes(module));
  } catch {
    return false;
  }
}

/** An identity provider over HTTP, on a port of this machine. */
export interface SimpleSamlPhp {
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

export interface SimpleSamlPhpOptions {
  /** Our metadata: the only application that it knows. */
  readonly application: string;
  readonly keys: SamlKeyPair;
  /** Whether it encrypts assertions, and takes no request without our signature. */
  readonly isStrict: boolean;
}

/** Ada uses a second factor where the application asks for one, Bob never does; the password of both is `correct`. */
export async function startSimpleSamlPhp(options: SimpleSamlPhpOptions): Promise<SimpleSamlPhp> {
  const folder = await mkdtemp(join(tmpdir(), "simplesamlphp-"));
  const port = await findFreePort();
  const origin = `http://127.0.0.1:${port}`;
  const files = {
    "key.pem": options.keys.key,
    "certificate.pem": options.keys.certificate,
    "application.xml": options.application,
    "config.php": writeConfig(folder, origin),
    "authsources.php": accounts,
    "metadata/saml20-idp-hosted.php": writeProvider(origin, options.isStrict),
    "router.php": router,
  };
  await mkdir(join(folder, "metadata"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);

  const child = spawn(
    "php",
    [
      ...["-d", `session.save_path=${folder}`, "-d", "display_errors=0"],
      ...["-S", `127.0.0.1:${port}`, "-t", root, join(folder, "router.php")],
    ],
    {
      env: { ...process.env, SIMPLESAMLPHP_CONFIG_DIR: folder },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  await listens(child);
  return {
    origin,
    stop: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
      await rm(folder, { recursive: true });
    },
  };
}

function writeConfig(folder: string, origin: string): string {
  return `<?php
$config = [
  'baseurlpath' => '${origin}/',
  'certdir' => '${folder}/',
  'loggingdir' => '${folder}/',
  'datadir' => '${folder}/',
  'tempdir' => '${folder}/temporary',
  'metadatadir' => '${folder}/metadata/',
  'secretsalt' => 'of a test',
  'auth.adminpassword' => 'of a test',
  'timezone' => 'UTC',
  'logging.handler' => 'file',
  'enable.saml20-idp' => true,
  'module.enable' => ['exampleauth' => true, 'core' => true, 'saml' => true],
  'store.type' => 'phpsession',
  'session.phpsession.savepath' => '${folder}',
  'session.cookie.secure' => false,
  'language.cookie.secure' => false,
  'metadata.sources' => [
    ['type' => 'flatfile'],
    ['type' => 'xml', 'file' => '${folder}/application.xml'],
  ],
];
`;
}

const accounts = `<?php
$config = [
  'accounts' => [
    'exampleauth:UserPass',
    'ada:correct' => [
      'uid' => ['ada'],
      'name' => ['Ada Lovelace'],
      'email' => ['ada@example.org'],
      'groups' => ['staff', 'chiefs'],
    ],
    'bob:correct' => ['uid' => ['bob'], 'name' => ['Bob & <Bob>'], 'groups' => ['staff']],
  ],
];
`;

function writeProvider(origin: string, isStrict: boolean): string {
  return `<?php
$metadata['${origin}/metadata'] = [
  'host' => '__DEFAULT__',
  'privatekey' => 'key.pem',
  'certificate' => 'certificate.pem',
  'auth' => 'accounts',
  'assertion.encryption' => ${isStrict},
  'redirect.validate' => ${isStrict},
  'NameIDFormat' => ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
  'authproc' => [
    10 => [
      'class' => 'saml:AttributeNameID',
      'attribute' => 'uid',
      'Format' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    ],
    20 => [
      'class' => 'core:PHP',
      'code' => '
        $asked = $state["saml:RequestedAuthnContext"]["AuthnContextClassRef"] ?? [];
        if (in_array("${twoFactorContext}", $asked) && $attributes["uid"] === ["ada"])
          $state["saml:AuthnContextClassRef"] = "${twoFactorContext}";
      ',
    ],
  ],
];
`;
}

/** PHP's own server takes a path below a script for a file that is missing. */
const router = `<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (preg_match('#^(.*?[.]php)(/.*)?$#', $path, $parts) && is_file($_SERVER['DOCUMENT_ROOT'] . $parts[1])) {
  $_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = $parts[1];
  $_SERVER['SCRIPT_FILENAME'] = $_SERVER['DOCUMENT_ROOT'] . $parts[1];
  $_SERVER['PATH_INFO'] = $parts[2] ?? '';
  chdir(dirname($_SERVER['SCRIPT_FILENAME']));
  require $_SERVER['SCRIPT_FILENAME'];
  return true;
}
return false;
`;

/** It says so once its socket is open. */
function listens(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.on("data", (text) => {
      said += text;
      if (said.includes("Development Server")) resolve();
    });
    child.once("exit", () => reject(new Error(`PHP ended with: ${said}`)));
  });
}
