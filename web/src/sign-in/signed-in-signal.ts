/** How the tab in which somebody signed in again tells the one that waits for it. */
const channelName = "purser.signed-in";

export function sendSignedIn(): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(null);
  channel.close();
}

export function subscribeSignedIn(listener: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener("message", listener);
  return () => channel.close();
}
