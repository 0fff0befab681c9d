import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { access, constants, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "../identity/free-port.ts";

const binary = "/usr/sbin/nginx";

/** Whether Debian's nginx is installed. */
export async function findNginx(): Promise<boolean> {
  return access(binary, constants.X_OK).then(
    () => true,
    () => false,
  );
}

export interface Nginx {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** nginx in front of a server on this machine, on every address of it, with the header that our guide tells it to set. */
export async function startNginx(upstream: number): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), "nginx-"));
  const port = await findFreePort();
  const config = join(folder, "nginx.conf");
  await writeFile(
    config,
    `daemon off;
master_process off;
pid ${folder}/pid;
error_log stderr notice;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 0.0.0.0:${port};
    listen [::1]:${port};
    location / {
      proxy_pass http://127.0.0.1:${upstream};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    }
  }
}
`,
  );
  const child = spawn(binary, ["-p", folder, "-c", config], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  await listens(child);
  return {
    port,
    stop: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
      await rm(folder, { recursive: true });
    },
  };
}

/** It says so once its sockets are open. */
function listens(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.on("data", (text) => {
      said += text;
      if (said.includes("using the")) resolve();
    });
    child.once("exit", () => reject(new Error(`nginx ended with: ${said}`)));
  });
}
