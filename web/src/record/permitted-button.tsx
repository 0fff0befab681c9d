import { Button, Tooltip } from "antd";
import type { Permission } from "purser/contract";

interface PermittedButtonProps {
  readonly label: string;
  readonly permission: Permission;
  readonly onClick: () => void;
  readonly danger?: boolean;
  readonly primary?: boolean;
}

/** A refused action stays where it would be and says why, to the keyboard as well. */
export function PermittedButton({
  label,
  permission,
  onClick,
  danger = false,
  primary = false,
}: PermittedButtonProps) {
  if (permission.allowed) {
    return (
      <Button danger={danger} type={primary ? "primary" : "default"} onClick={onClick}>
        {label}
      </Button>
    );
  }
  return (
    <Tooltip title={permission.why} trigger={["hover", "focus", "click"]}>
      <Button aria-disabled type="dashed" style={refused}>
        {label}
      </Button>
    </Tooltip>
  );
}

const refused = { color: "var(--ant-color-text-tertiary)", cursor: "not-allowed" };
