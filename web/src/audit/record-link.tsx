import { Link } from "react-router";
import { paths } from "../route/paths.ts";
import { printRecordKey } from "./record-key.ts";

interface RecordLinkProps {
  readonly resource: string;
  readonly recordKey: string;
}

/** By its key: labels are today's, and this is about then. */
export function RecordLink({ resource, recordKey }: RecordLinkProps) {
  return (
    <Link to={paths.record(resource, recordKey)} className="code">
      {printRecordKey(recordKey)}
    </Link>
  );
}
