import type { ReactNode } from 'react'

/** The navigation of a desk is a computer's alone: weapp has none. */
export const useDeskNav = (): ReactNode => null
