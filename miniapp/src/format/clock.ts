let offset = 0

/** The phone's clock, set right by the server's (which a demo may have moved). */
export const clock = {
  now: (): number => Date.now() + offset,
  sync(serverTime: string | undefined): void {
    const at = serverTime ? Date.parse(serverTime) : Number.NaN
    if (!Number.isNaN(at)) offset = at - Date.now()
  },
}
