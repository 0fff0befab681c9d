/** Whether a host name, as in a URL or a listen address, stands for this machine only (RFC 6761, RFC 1122, RFC 4291). */
export function isLoopback(host: string): boolean {
  return (
    host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host)
  );
}
