import { Button, Typography } from "antd";
import { useState } from "react";
import { t } from "../../messages/translate.ts";
import styles from "../field.module.css";
import type { ShowProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";

const longestAtOnce = 600;

export function TextShow({ field, value }: ShowProps) {
  const text = valueText(value);
  const address = linkAddress(field.format, text);
  if (address !== null) {
    const outside = field.format === "url" ? { target: "_blank", rel: "noopener noreferrer" } : {};
    return (
      <Typography.Link href={address} {...outside}>
        {text}
      </Typography.Link>
    );
  }
  return <Prose text={text} />;
}

function Prose({ text }: { readonly text: string }) {
  const [whole, setWhole] = useState(false);
  if (text.length <= longestAtOnce) return <span className={styles.prose}>{text}</span>;
  return (
    <span>
      <span className={styles.prose}>{whole ? text : `${text.slice(0, longestAtOnce)}…`}</span>{" "}
      <Button type="link" size="small" onClick={() => setWhole(!whole)}>
        {whole ? t("field.less") : t("field.more", { count: text.length })}
      </Button>
    </span>
  );
}

/** Only http and https become links: a stored `javascript:` must stay text. */
function linkAddress(format: string | null, text: string): string | null {
  if (format === "url") return /^https?:\/\//i.test(text) ? text : null;
  if (format === "email") return /^[^\s?&]+@[^\s?&]+$/.test(text) ? `mailto:${text}` : null;
  if (format === "phone")
    return /^\+?[\d\s()./-]+$/.test(text) ? `tel:${text.replace(/[^+\d]/g, "")}` : null;
  return null;
}
