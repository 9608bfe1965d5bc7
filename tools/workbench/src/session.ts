import { get, post } from "./api.js";

/** The token in the address, which is taken out of it: an address that is shared, or seen over a shoulder, lets nobody in. */
function takeToken(): string | undefined {
  const found = /^#token=([0-9a-f]+)$/.exec(location.hash)?.[1];
  if (found) history.replaceState(history.state, "", location.pathname + location.search);
  return found;
}

/** Lets this browser in. Fails with a fault where it has neither a token nor a cookie. */
export async function enter(): Promise<void> {
  const token = takeToken();
  if (token) await post("/session", { token });
  else await get("/api/scenarios");
}
