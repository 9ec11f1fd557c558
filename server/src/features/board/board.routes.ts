import { shanghaiDate } from '@hutang/shared'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { sendPdf } from '../../http/files'
import { type Paper, print } from '../../paper'
import { monthPaper } from './month-paper'
import { noticePaper } from './notice-paper'

export function boardRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/notices/:id/board.pdf', async ({ params, query }, reply) =>
    sendPaper(reply, await noticePaper(deps, params.id, { size: 'A3', ...query })),
  )
  on('GET /api/regions/:code/board.pdf', async ({ params, query }, reply) => {
    const month = shanghaiDate(deps.clock.now()).slice(0, 7)
    return sendPaper(reply, await monthPaper(deps, params.code, { size: 'A3', month, ...query }))
  })
}

const sendPaper = async (reply: FastifyReply, paper: Paper): Promise<FastifyReply> =>
  sendPdf(reply, await print(paper), `${paper.title} ${paper.size}`)
