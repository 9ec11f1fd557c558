/** A browser has the text of its fields itself. */
export const installTyping = (): void => undefined
