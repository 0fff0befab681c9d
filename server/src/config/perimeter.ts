import type { AccessProxyConfig } from "./access-proxy.ts";
import type { ConfigProblem } from "./problem.ts";

/**
 * From where Purser may be reached. With none of it, from this machine only; with `networks` and `access`, both must
 * agree.
 */
export interface PerimeterConfig {
  /** Where people come from: `203.0.113.0/24`, `2001:db8::/32`, or single addresses. */
  readonly networks?: readonly string[];
  /**
   * The proxies in front, from the outermost to this server: what they say in `X-Forwarded-For` is believed, and nobody
   * else gets an answer. They end TLS.
   */
  readonly trustedProxies?: readonly string[];
  /** `cloudflareAccess`, `googleIap`, `awsAlb` or `jwtProxy`. */
  readonly access?: AccessProxyConfig;
  /** How people get in, for whoever was refused: "Turn on the VPN, see wiki.example.com/vpn." */
  readonly help?: string;
  /** To end TLS here: certificate chain and key, both PEM. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Anybody in the world may come as far as the sign-in. */
  readonly dangerouslyAllowEveryNetwork?: boolean;
  /** Anybody on the way may read everything, and take over a session. */
  readonly dangerouslyServeWithoutTls?: boolean;
}

/** The part of it that decides who gets in, for the recorded policy: no keys. */
export type StatedPerimeter = Omit<PerimeterConfig, "tls" | "help">;

export function statePerimeter(perimeter: PerimeterConfig = {}): StatedPerimeter {
  const { tls: _, help: __, ...stated } = perimeter;
  return stated;
}

/** Whether anything says from where Purser may be reached. */
export function isWalled(perimeter: PerimeterConfig = {}): boolean {
  const { networks, access, dangerouslyAllowEveryNetwork } = perimeter;
  return networks !== undefined || access !== undefined || dangerouslyAllowEveryNetwork === true;
}

/** Others could come, and nothing says who. */
export function missingPerimeter(message: string): ConfigProblem {
  return {
    id: "no_perimeter",
    path: "perimeter",
    message,
    hint: 'There are three ways: name the networks that people come from (`perimeter: { networks: ["203.0.113.0/24"] }`), stand behind an access proxy (`perimeter: { access: cloudflareAccess({ … }) }`), or stay on this machine alone: a localhost `origin`, and no host to listen on.',
  };
}

/** What an opt-out gives away, in a sentence each: for the log and for everybody who opens the console. */
export function warnOfOptOuts(perimeter: PerimeterConfig = {}): readonly string[] {
  return [
    ...(perimeter.dangerouslyAllowEveryNetwork === true
      ? [
          "dangerouslyAllowEveryNetwork is set: anybody in the world may come as far as the sign-in.",
        ]
      : []),
    ...(perimeter.dangerouslyServeWithoutTls === true
      ? [
          "dangerouslyServeWithoutTls is set: anybody on the way may read everything, and take over a session.",
        ]
      : []),
  ];
}
