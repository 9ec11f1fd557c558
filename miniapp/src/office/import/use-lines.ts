import type { ImportLine, LineAnswer, LineKind, RegisterImport } from '@hutang/shared/contract'
import { useState } from 'react'
import { call } from '../../api/client'
import type { Body } from '../../api/contract'
import { useAction } from '../../hooks/use-action'
import { useMore } from '../../hooks/use-more'
import { useScreen } from '../../hooks/use-screen'

const linesRoute = 'GET /api/regions/:code/register/imports/:id/lines'
const answersRoute = 'PUT /api/regions/:code/register/imports/:id/answers'
const pageLength = 20

/** The lines of one kind in pages, and what the clerk says of them. */
export function useLines(data: RegisterImport, kind: LineKind, onChange: (data: RegisterImport) => void) {
  const params = { code: data.region.code, id: data.id }
  const [asked, setAsked] = useState(0)
  const screen = useScreen(linesRoute, { params, query: { kind, limit: pageLength } }, { kept: false })
  const pages = useMore(
    screen.data ?? { items: [] },
    (cursor) => call(linesRoute, { params, query: { kind, limit: pageLength, cursor } }),
    `${kind}${asked}`,
  )
  const say = useAction(async (_key, body: Body<typeof answersRoute>) =>
    onChange(await call(answersRoute, { params, body })),
  )
  const reload = async () => {
    // The later pages are those of an earlier answer.
    setAsked(asked + 1)
    await screen.reload()
  }
  /** One answer; the line stays where it is, so that a slip of the finger can be mended. */
  const answer = async (line: string, given: LineAnswer) => {
    if (!(await say.run({ lines: [{ line, answer: given }] }))) return
    const answered = (one: ImportLine) => (one.id === line ? { ...one, answer: given } : one)
    screen.change((page) => ({ ...page, items: page.items.map(answered) }))
    pages.change((items) => items.map(answered))
  }
  /** What moves lines from one kind to another: the list is read anew. */
  const sayAll = async (body: Body<typeof answersRoute>) => {
    if (await say.run(body)) await reload()
  }
  return { screen, pages, say, answer, sayAll }
}

export type LinesOf = ReturnType<typeof useLines>
