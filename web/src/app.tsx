import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createBrowserRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import { isTransient } from "./api/http.ts";
import { routes } from "./route/routes.tsx";
import { ThemeProvider } from "./theme/theme-provider.tsx";

/**
 * Data lives in this cache and in memory only. Every read is a line in the audit log, so nothing
 * is loaded again merely because a window came to the front.
 */
const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      refetchOnWindowFocus: false,
      staleTime: 5000,
      retry: (failures, error) => failures < 2 && isTransient(error),
      // Offline is a state to be drawn, not a reason to wait without a word.
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});

const router = createBrowserRouter([...routes]);

export function App() {
  return (
    <ThemeProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ThemeProvider>
  );
}
