/** The most rows and columns of a table, and the most rows that one request reads or changes. */
export const mostRows = 20_000
export const mostColumns = 30
export const mostRowsAtOnce = 500
