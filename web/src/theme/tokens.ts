import { type ThemeConfig, theme } from "antd";
import type { Density, Scheme } from "./appearance.ts";

/** Ant Design's tokens for a scheme and density: 14 px text, one accent, rows of 36 or 28 px. */
export function themeTokens(scheme: Scheme, density: Density): ThemeConfig {
  const dark = scheme === "dark";
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    hashed: false,
    token: {
      colorPrimary: dark ? "#86aef5" : "#1d5fbf",
      colorInfo: dark ? "#86aef5" : "#1d5fbf",
      colorLink: dark ? "#86aef5" : "#1d5fbf",
      // As with the greys: its own red and hover are too light to read as text.
      colorPrimaryHover: dark ? "#a3c2f8" : "#164c9c",
      colorError: dark ? "#ff9c96" : "#c0302f",
      colorBgLayout: dark ? "#101216" : "#f6f7f9",
      colorBgContainer: dark ? "#16191e" : "#ffffff",
      colorBgElevated: dark ? "#1e2228" : "#ffffff",
      // Ant Design's own secondary and tertiary greys miss contrast AA on these grounds.
      colorTextSecondary: dark ? "rgba(255,255,255,0.72)" : "rgba(0,0,0,0.66)",
      colorTextTertiary: dark ? "rgba(255,255,255,0.6)" : "rgba(0,0,0,0.6)",
      colorTextDescription: dark ? "rgba(255,255,255,0.6)" : "rgba(0,0,0,0.6)",
      colorTextPlaceholder: dark ? "rgba(255,255,255,0.55)" : "rgba(0,0,0,0.58)",
      borderRadius: 4,
      fontSize: 14,
      controlHeight: density === "compact" ? 28 : 32,
      fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
      fontFamilyCode: 'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", monospace',
      motion: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
      motionDurationMid: "0.1s",
      motionDurationSlow: "0.15s",
    },
    components: {
      // The dark scheme's accent is light enough for text on dark, too light for white text on it.
      Button: dark ? { primaryColor: "#0b0d10" } : {},
      Table: {
        cellPaddingBlockSM: density === "compact" ? 2.5 : 6.5,
        cellPaddingInlineSM: 10,
        headerBorderRadius: 0,
        headerBg: dark ? "#1b1f25" : "#f6f7f9",
      },
    },
  };
}
