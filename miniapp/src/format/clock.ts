let offset = 0

/** The time, by the server's clock: phones may be wrong, and a demo moves its clock. Epoch milliseconds. */
export const clock = {
  now: (): number => Date.now() + offset,
  sync(serverTime: string | undefined): void {
    const at = serverTime ? Date.parse(serverTime) : Number.NaN
    if (!Number.isNaN(at)) offset = at - Date.now()
  },
}
