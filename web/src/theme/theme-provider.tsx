import { App, ConfigProvider } from "antd";
import { type PropsWithChildren, useLayoutEffect, useMemo } from "react";
import { usePreference } from "../preference/preference.ts";
import { densityPreference, useScheme } from "./appearance.ts";
import { themeTokens } from "./tokens.ts";
import "./theme.css";

/** Gives everything below it Ant Design's tokens, also as CSS variables, in the chosen appearance. */
export function ThemeProvider({ children }: PropsWithChildren) {
  const scheme = useScheme();
  const density = usePreference(densityPreference);
  const tokens = useMemo(() => themeTokens(scheme, density), [scheme, density]);
  useLayoutEffect(() => {
    Object.assign(document.documentElement.dataset, { scheme, density });
  }, [scheme, density]);
  return (
    <ConfigProvider
      theme={tokens}
      componentSize="medium"
      {...(nonce === "" ? {} : { csp: { nonce } })}
    >
      <App className="app" notification={{ placement: "bottomRight" }}>
        {children}
      </App>
    </ConfigProvider>
  );
}

/** The server puts the nonce of its Content-Security-Policy here. */
const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";
