import { Link } from "react-router";
import { parseName } from "../api/wire-name.ts";
import { paths } from "../route/paths.ts";

interface RecordLinkProps {
  readonly resource: string;
  readonly recordKey: string;
}

/** By its key: labels are today's, and this is about then. */
export function RecordLink({ resource, recordKey }: RecordLinkProps) {
  return (
    <Link to={paths.record(resource, recordKey)} className="code">
      {recordKey.split(",").map(parseName).join(", ")}
    </Link>
  );
}
