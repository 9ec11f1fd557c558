import { IdParams, object, oneOf, RegionParams, route, type Static, Type } from './base'

export const PaperSize = oneOf(['A4', 'A3'], { title: '纸张' })
const Size = Type.Optional(PaperSize)
const pdf = 'application/pdf'

/** More rows than this are printed group by group. */
export const mostPrintedRows = 2000

/** 张榜 (组织法 35: a village has a board): always what a visitor sees, whoever prints it. */
export const boardRoutes = {
  'GET /api/notices/:id/board.pdf': route({
    summary: 'A notice for the board outside the office, as a visitor sees it',
    tag: 'board',
    auth: 'none',
    limit: 'print',
    params: IdParams,
    query: object({
      size: Size,
      group: Type.Optional(
        Type.String({
          title: '组别',
          minLength: 1,
          maxLength: 20,
          description: 'only the rows of this group',
        }),
      ),
    }),
    produces: pdf,
    response: Type.Any(),
    errors: [404],
  }),
  'GET /api/regions/:code/board.pdf': route({
    summary: 'What a region published in a month, and what it should have and has not, for the board',
    tag: 'board',
    auth: 'none',
    limit: 'print',
    params: RegionParams,
    query: object({
      size: Size,
      month: Type.Optional(
        Type.String({
          title: '月份',
          pattern: '^20[0-9]{2}-(0[1-9]|1[0-2])$',
          description: '`YYYY-MM`; absent: this month',
        }),
      ),
    }),
    produces: pdf,
    response: Type.Any(),
    errors: [404],
  }),
}

export type PaperSize = Static<typeof PaperSize>
