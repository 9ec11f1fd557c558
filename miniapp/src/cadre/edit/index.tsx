import type { EditionWork } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { Answer } from '../../api/contract'
import { Button, EmptyState, Skeleton } from '../../components'
import { wordOf } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useWorkRegion } from '../../hooks/use-work-region'
import { useUser } from '../../store/session'
import { ErrorState, Page, SignInGate } from '../../widgets'
import { mayDo, reasonsAgainst } from '../abilities'
import { Whole } from '../components/reading/whole'
import { openStart } from '../open'
import { useWhole } from '../table/load'
import { whySignIn } from '../words'
import { Begin } from './begin'
import './edit.scss'
import { Editor } from './editor'

/** Edits a draft: `?id=` is its notice. `?region=&no=` is a new one for that item. */
export default function Edit() {
  const { id, region, no } = useRouter().params
  const user = useUser()
  if (!user) return <SignInGate title="起草" why={whySignIn} />
  if (id) return <Draft id={wordOf(id)} />
  if (region && Number(no) > 0) return <Begin region={region} no={Number(no)} />
  return <NoDraft />
}

function NoDraft() {
  const { region } = useWorkRegion(undefined)
  return (
    <Page title="起草">
      <EmptyState
        icon="edit"
        title="先选要公开哪一项"
        action={region ? '选事项' : undefined}
        onAction={() => region && openStart(region)}
      />
    </Page>
  )
}

function Draft({ id }: { id: string }) {
  const screen = useScreen('GET /api/screens/edit', { query: { id } })
  // After 送审 it is only shown until the author takes it back, so that a slip of the finger does not cancel the review.
  const [taken, setTaken] = useState(false)
  const { data } = screen
  if (!data)
    return (
      <Page title="起草" screen={screen}>
        {() => null}
      </Page>
    )
  const writing = data.work.state === 'draft' || data.work.state === 'returned' || taken
  if (writing && mayDo(data.work, 'edit')) return <WholeDraft key={id} screen={data} />
  return (
    <Page
      title={data.work.stateText}
      screen={screen}
      foot={<TakeBack work={data.work} onTake={() => setTaken(true)} />}
    >
      {({ work }) => <Whole work={work} fresh={!screen.loading && screen.copiedAt === undefined} />}
    </Page>
  )
}

/** The rows come in pages: then it can be written. What comes later is the draft's own affair. */
function WholeDraft({ screen }: { screen: Answer<'GET /api/screens/edit'> }) {
  const [first] = useState(screen.work)
  const { content, progress, error, retry } = useWhole(first)
  if (content) return <Editor screen={screen} whole={content} />
  return (
    <Page title={screen.work.item.level2}>
      {error ? <ErrorState error={error} onRetry={retry} /> : <Skeleton />}
      <Text className="edit__note">{progress}</Text>
    </Page>
  )
}

function TakeBack({ work, onTake }: { work: EditionWork; onTake: () => void }) {
  const reasons = reasonsAgainst(work, 'edit')
  if (work.state === 'published' || work.state === 'superseded') return null
  return (
    <>
      {reasons.length === 0 ? <Text className="edit__foot-note">改动以后要重新送审。</Text> : null}
      <Button
        kind="secondary"
        icon="edit"
        reason={reasons.length > 0 ? reasons.join('；') : undefined}
        onPress={onTake}
      >
        拿回来改
      </Button>
    </>
  )
}
