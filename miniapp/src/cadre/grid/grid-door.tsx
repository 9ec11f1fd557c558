import type { GridProps } from './grid-props'

/** The sheet is a computer's alone: weapp keeps its rows. */
export const GridDoor = (_props: GridProps): null => null
