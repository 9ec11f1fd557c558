/** A mini-program is a phone. */
export const useDesk = (_width?: number): boolean => false
