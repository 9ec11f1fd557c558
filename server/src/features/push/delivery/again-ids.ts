const prefix = 'again:'

/** The delivery that tells an important notice again. */
export const againId = (match: string): string => `${prefix}${match}`
export const matchAgain = (delivery: string): string => delivery.slice(prefix.length)
