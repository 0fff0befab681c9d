import styles from "./sessions.module.css";

interface PersonCellProps {
  readonly name: string;
  readonly email: string | null;
}

export function PersonCell({ name, email }: PersonCellProps) {
  return (
    <>
      {name}
      {email !== null && <span className={`${styles.mail} dim`}>{email}</span>}
    </>
  );
}
