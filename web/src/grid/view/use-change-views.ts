import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import type { GridState, SavedView } from "purser/contract";
import { useNavigate } from "react-router";
import { problemOf } from "../../api/http.ts";
import { createView, deleteView, type SavedViewBody, updateView } from "../../api/views.ts";
import { paths } from "../../route/paths.ts";
import { printGridState } from "../grid-state.ts";

/** Changes of a resource's saved views. Each answers whether it came about; a refusal is told in a toast. */
export function useChangeViews(resource: string) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { notification } = App.useApp();
  const { mutateAsync, isPending } = useMutation({
    mutationFn: (change: () => Promise<unknown>) => change(),
    onSuccess: () => client.invalidateQueries({ queryKey: ["views", resource] }),
  });

  async function attempt(change: () => Promise<unknown>): Promise<boolean> {
    try {
      await mutateAsync(change);
      return true;
    } catch (error) {
      const { title, detail, next } = problemOf(error);
      notification.error({ title, description: detail ?? next });
      return false;
    }
  }

  function open(view: SavedView): void {
    navigate(paths.grid(resource, printGridState({ ...view.state, view: view.id })));
  }

  return {
    isPending,
    create: (body: SavedViewBody) => attempt(async () => open(await createView(resource, body))),
    update: ({ id, name, shared }: SavedView, state: GridState) =>
      attempt(async () => open(await updateView(resource, id, { name, shared, state }))),
    remove: ({ id }: SavedView) => attempt(() => deleteView(resource, id)),
  };
}
