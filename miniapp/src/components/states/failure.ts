/** An error as components show it; an ApiError has this shape. */
export interface Failure {
  message: string
  /** The HTTP status; 0 where no answer came. */
  status: number
  offline: boolean
  /** The number of the request, for whoever is asked for help. */
  requestId?: string
  /** What is wrong with single fields; in a table with the row, counted from 1, and the column. */
  fields: readonly { field: string; message: string; row?: number; column?: string }[]
}
