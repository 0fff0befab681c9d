import { CheckOutlined, CopyOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { t } from "../messages/translate.ts";

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for the tooltip and for screen readers. */
  readonly name: string;
}

/** Says for a moment that it did it, in its own place. */
export function CopyButton({ text, name }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  const label = copied ? t("field.copied") : t("field.copy", { field: name });
  return (
    <Button
      type="text"
      size="small"
      icon={copied ? <CheckOutlined /> : <CopyOutlined />}
      title={label}
      aria-label={label}
      onClick={() => void copy()}
    />
  );
}
