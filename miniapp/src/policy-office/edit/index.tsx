import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button, EmptyState } from '../../components'
import { wordOf } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { mayDo, reasonsAgainst } from '../abilities'
import { Preview } from '../components/preview'
import { useNames } from '../components/use-names'
import { whySignIn } from '../words'
import './edit.scss'
import { Editor } from './editor'

/** Writes a policy: `?id=` is the policy. */
export default function Edit() {
  const id = wordOf(useRouter().params.id)
  const user = useUser()
  const screen = useScreen('GET /api/policies/:id/work', id && user ? { params: { id } } : null, {
    kept: false,
  })
  // After 送审 it is only shown until the writer takes it back, so that a slip of the finger does not cancel the review.
  const [taken, setTaken] = useState(false)
  if (!user) return <SignInGate title="写政策" why={whySignIn} />
  if (!id)
    return (
      <Page title="写政策">
        <EmptyState icon="policy" title="没有说明要写哪一条" detail="请从“政策”里点进来。" />
      </Page>
    )
  const { data } = screen
  if (!data)
    return (
      <Page title="写政策" wide screen={screen}>
        {() => null}
      </Page>
    )
  const writing = data.state === 'draft' || data.state === 'returned' || taken
  if (writing && mayDo(data, 'edit')) return <Editor key={id} first={data} reload={screen.reload} />
  const reasons = reasonsAgainst(data, 'edit')
  return (
    <Page
      title={data.stateText}
      screen={screen}
      foot={
        <Button
          kind="secondary"
          icon="edit"
          reason={reasons.length > 0 ? reasons.join('') : undefined}
          onPress={() => setTaken(true)}
        >
          拿回来改（改了要重新送审）
        </Button>
      }
    >
      {(work) => <Shown work={work} />}
    </Page>
  )
}

function Shown({ work }: { work: Parameters<typeof Editor>[0]['first'] }) {
  const { names } = useNames(work.region.code, work.content)
  return <Preview content={work.content} names={names} />
}
