import { Button } from "antd";
import { t } from "../../messages/translate.ts";
import styles from "../field.module.css";
import type { ShowProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";
import { base64Size, decodeBase64, printHex, printSize } from "./bytes.ts";

const previewBytes = 24;

export function BinaryShow({ field, value }: ShowProps) {
  const base64 = valueText(value);
  const size = base64Size(base64);
  return (
    <span className={styles.wrapRow}>
      <span>{printSize(size)}</span>
      <code className={styles.exact}>
        {printHex(base64, previewBytes)}
        {size > previewBytes && " …"}
      </code>
      <Button size="small" onClick={() => download(field.name, base64)}>
        {t("field.download")}
      </Button>
    </span>
  );
}

/** As an octet stream whatever the bytes are, so that the browser saves and never opens them. */
function download(name: string, base64: string): void {
  const blob = new Blob([decodeBase64(base64)], { type: "application/octet-stream" });
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name}.bin`;
  link.click();
  URL.revokeObjectURL(address);
}
