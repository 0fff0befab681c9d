import type { NotificationProvider } from "@refinedev/core";
import type { App } from "antd";

type NotificationInstance = ReturnType<typeof App.useApp>["notification"];

/** Refine's notifications as Ant Design's toasts. */
export function createNotifications(toasts: NotificationInstance): NotificationProvider {
  return {
    open: ({ key, message, description, type }) =>
      toasts.open({
        title: message,
        type: type === "progress" ? "info" : type,
        ...(key === undefined ? {} : { key }),
        ...(description === undefined ? {} : { description }),
      }),
    close: (key) => toasts.destroy(key),
  };
}
