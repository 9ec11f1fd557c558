import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { actorOf, freshActor } from '../accounts'
import { stampOf } from '../notices'
import { answerQuestion, askAgain, closeQuestion, markSeen } from './answer'
import { ask } from './ask'
import { officeQuestions, ownQuestions } from './lists'
import type { QuestionDoc } from './questions.model'
import { questionFor, viewOf } from './view'
import { finishAsked } from './work'

export function questionsRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  const tell = async (asked: QuestionDoc) => {
    if (!asked.owed) return
    await finishAsked(deps, asked)
    deps.work.send()
  }
  on('POST /api/questions', async (request) => {
    const actor = actorOf(request)
    const asked = await ask(deps, actor, request.body, stampOf(request, actor))
    await tell(asked)
    return viewOf(deps, asked, actor.viewer)
  })
  on('GET /api/me/questions', (request) => ownQuestions(deps, actorOf(request), request.query))
  on('GET /api/questions/:id', async (request) => {
    const actor = actorOf(request)
    return viewOf(deps, await questionFor(deps, request.params.id, actor), actor.viewer)
  })
  on('POST /api/questions/:id/seen', async (request) => {
    const actor = actorOf(request)
    return viewOf(deps, await markSeen(deps, request.params.id, actor), actor.viewer)
  })
  on('POST /api/questions/:id/answer', async (request) => {
    const actor = await freshActor(deps, request)
    const answered = await answerQuestion(deps, request.params.id, actor, request.body.text)
    return viewOf(deps, answered, actor.viewer)
  })
  on('POST /api/questions/:id/again', async (request) => {
    const actor = actorOf(request)
    const asked = await askAgain(deps, request.params.id, actor, request.body.text)
    await tell(asked)
    return viewOf(deps, asked, actor.viewer)
  })
  on('POST /api/questions/:id/close', async (request) => {
    const actor = actorOf(request)
    return viewOf(deps, await closeQuestion(deps, request.params.id, actor), actor.viewer)
  })
  on('GET /api/regions/:code/questions', (request) =>
    officeQuestions(deps, request.params.code, actorOf(request), request.query),
  )
}
