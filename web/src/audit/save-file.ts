/** As an octet stream, so that the browser saves and never opens it. */
export function saveFile(name: string, file: Blob): void {
  const address = URL.createObjectURL(new Blob([file], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
