import { type ChangeEvent, useState } from "react";

/**
 * A text control over a value: while somebody types, what they typed stays under the cursor letter by
 * letter, whatever the value that it stands for is printed as; afterwards the value is shown.
 */
export function useTyped(shown: string, onText: (text: string) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  return {
    value: typed ?? shown,
    onChange: ({ target }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      setTyped(target.value);
      onText(target.value);
    },
    onBlur: () => setTyped(null),
  };
}
