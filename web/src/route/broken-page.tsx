import { useRouteError } from "react-router";
import { ProblemPanel } from "../page/problem-panel.tsx";

/** In place of a page that could not be loaded or drawn. */
export function BrokenPage() {
  const error = useRouteError();
  return <ProblemPanel error={error} onRetry={() => window.location.reload()} />;
}
