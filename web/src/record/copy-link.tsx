import { LinkOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { t } from "../messages/translate.ts";

/** The address of what is on the screen, to send to a colleague: it opens under their rights. */
export function CopyLink() {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(window.location.href);
    setCopied(true);
  };
  return (
    <Button icon={<LinkOutlined />} onClick={() => void copy()} onBlur={() => setCopied(false)}>
      {copied ? t("field.copied") : t("record.copyLink")}
    </Button>
  );
}
