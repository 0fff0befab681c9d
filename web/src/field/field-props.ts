import type {
  Comparison,
  FieldDescription,
  RecordAnswer,
  ResourceDescription,
  WireValue,
  WireValues,
} from "purser/contract";
import type { ComponentType } from "react";

/** What draws a value: in one line of a grid (`Cell`), or with room (`Show`). */
export interface ShowProps {
  readonly field: FieldDescription;
  readonly value: WireValue;
  /** The values beside it: money finds its currency there. */
  readonly values: WireValues;
  readonly record?: RecordAnswer;
  readonly resource?: ResourceDescription;
}

/** What every control takes, whatever it edits. */
export interface ControlProps {
  readonly id?: string;
  /** For a screen reader, where no `label` element names the control. */
  readonly label?: string;
  readonly status?: "error" | "warning" | undefined;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly describedBy?: string | undefined;
}

/**
 * Ant Design's form-control contract over wire values. What was typed but is not yet a value of the
 * kind is handed on as the text it is, so that nothing typed is lost; `checkValue` says what is wrong
 * with it.
 */
export interface EditProps extends ControlProps {
  readonly field: FieldDescription;
  readonly value: WireValue;
  readonly onChange: (value: WireValue) => void;
  readonly resource?: ResourceDescription;
}

/** Of kinds made of other kinds: what edits an array's element, a range's bound. */
export interface CompoundEditProps extends EditProps {
  readonly Element: ComponentType<EditProps>;
}

/** Edits one comparison: its operator (of `field.filters` only) and its value. */
export interface FilterProps {
  readonly field: FieldDescription;
  readonly value: Comparison | null;
  readonly onChange: (value: Comparison | null) => void;
  readonly resource?: ResourceDescription;
}
