import type { QuestionView } from '@hutang/shared/contract'
import { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { call } from '../../api/client'
import { Card, Row } from '../../components'
import { goTo, wordOf } from '../../hooks/navigation'
import { type Screen, useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { Rounds } from './rounds'
import { AnswerFoot, AskerSteps } from './steps'

/** One of the 意见和投诉, for whoever asked it and for those who answer it. `?id=` is the number on its receipt. */
export default function Question() {
  const user = useUser()
  const id = wordOf(useRouter().params.id)
  const screen = useScreen('GET /api/questions/:id', user ? { params: { id } } : null)
  useSeen(screen)
  if (!user) return <SignInGate title="意见和投诉" why="登录后可以看办到了哪一步。" />
  return (
    <Page
      title={screen.data?.kindText ?? '意见和投诉'}
      screen={screen}
      foot={
        screen.data?.can.answer ? <AnswerFoot question={screen.data} onChange={screen.change} /> : undefined
      }
    >
      {(question) => (
        <>
          <Card tone={question.late ? 'warning' : 'calm'} title={question.stateText}>
            {`编号 ${question.id} · ${question.region.name}${question.mine ? '' : ` · ${question.by}`}`}
          </Card>
          {question.about ? (
            <Card flush>
              <Row
                icon="document"
                title={question.about.title}
                detail="说的是这一条公开"
                onPress={() => goTo('notice', { id: question.about?.notice })}
              />
            </Card>
          ) : null}
          <Rounds question={question} />
          <AskerSteps question={question} onChange={screen.change} />
        </>
      )}
    </Page>
  )
}

/** The answer is read once its page is open; if that cannot be told now, it stays new. */
function useSeen({ data, change }: Screen<QuestionView>): void {
  const unseen = data?.unseen ? data.id : undefined
  useEffect(() => {
    if (unseen === undefined) return
    call('POST /api/questions/:id/seen', { params: { id: unseen } }).then(
      (seen) => change(() => seen),
      () => undefined,
    )
  }, [unseen, change])
}
