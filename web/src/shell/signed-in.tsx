import { Refine } from "@refinedev/core";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import type { MeAnswer, ResourceDescription } from "purser/contract";
import { useMemo } from "react";
import { Navigate, useLocation } from "react-router";
import { createAccessControl } from "../api/access-control.ts";
import { authProvider } from "../api/auth-provider.ts";
import { dataProvider } from "../api/data-provider.ts";
import { problemOf } from "../api/http.ts";
import { createNotifications } from "../api/notifications.ts";
import { ProblemError } from "../api/problem-error.ts";
import { useMe, useResources } from "../api/queries.ts";
import { AssuranceDialogs } from "../assurance/assurance-dialogs.tsx";
import { t } from "../messages/translate.ts";
import { Loading } from "../page/loading.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { paths } from "../route/paths.ts";
import { routerProvider } from "../route/router-provider.ts";
import { SessionDialog } from "../session/session-dialog.tsx";
import { SessionNotice } from "../session/session-notice.tsx";
import { Shell } from "./shell.tsx";

/** Everything behind the sign-in: knows who is there and what they may see before it draws a page. */
export default function SignedIn() {
  const { pathname, search } = useLocation();
  const me = useMe();
  const resources = useResources(me.data !== undefined);
  if (me.data !== undefined && resources.data !== undefined) {
    return <Console me={me.data} resources={resources.data} />;
  }
  const error = me.error ?? resources.error;
  if (error instanceof ProblemError && error.statusCode === 401) {
    const here = pathname + search;
    const lacksFactor = error.problem.code === "second_factor_required";
    return <Navigate to={lacksFactor ? paths.secondFactor(here) : paths.signIn(here)} replace />;
  }
  if (error !== null) {
    const retry = me.error === null ? resources.refetch : me.refetch;
    return (
      <ProblemPanel error={error} onRetry={() => void retry()}>
        {problemOf(error).code === "proxy_identity_differs" && (
          <Button type="primary" href={paths.signIn(pathname + search)}>
            {t("signIn.asSomebodyElse")}
          </Button>
        )}
      </ProblemPanel>
    );
  }
  return (
    <>
      <Loading />
      {me.data !== undefined && <SessionDialog me={me.data} />}
    </>
  );
}

interface ConsoleProps {
  readonly me: MeAnswer;
  readonly resources: readonly ResourceDescription[];
}

function Console({ me, resources }: ConsoleProps) {
  const { notification } = App.useApp();
  const client = useQueryClient();
  const notifications = useMemo(() => createNotifications(notification), [notification]);
  const accessControl = useMemo(() => createAccessControl(resources), [resources]);
  const described = useMemo(() => resources.map(describeToRefine), [resources]);
  const options = useMemo(
    () => ({
      disableTelemetry: true,
      // It would ask who is signed in at every change of address.
      disableRouteChangeHandler: true,
      reactQuery: { clientConfig: client },
    }),
    [client],
  );
  return (
    <Refine
      dataProvider={dataProvider}
      authProvider={authProvider}
      accessControlProvider={accessControl}
      routerProvider={routerProvider}
      notificationProvider={notifications}
      resources={described}
      options={options}
    >
      <Shell me={me} resources={resources} />
      <SessionNotice me={me} />
      <SessionDialog me={me} />
      <AssuranceDialogs me={me} />
    </Refine>
  );
}

function describeToRefine({ name, label }: ResourceDescription) {
  return {
    name,
    list: paths.grid(name),
    create: paths.create(name),
    show: `/r/${name}/:id`,
    edit: `/r/${name}/:id/edit`,
    meta: { label },
  };
}
