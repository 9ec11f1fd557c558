import type { WorkLine } from '@hutang/shared/contract'
import { useEffect, useState } from 'react'
import type { Answer } from '../../api/contract'
import { Button, Card, Row } from '../../components'
import { momentText } from '../../format/date'
import { useScreen } from '../../hooks/use-screen'
import { Page } from '../../widgets'
import { openEditInstead } from '../open'
import { stateTag } from '../words'
import { Editor } from './editor'

type NewDraft = Answer<'GET /api/screens/new-draft'>

interface BeginProps {
  region: string
  no: number
}

/** A new draft: nothing is stored before something is written. What the writer has begun for the item is offered first. */
export function Begin({ region, no }: BeginProps) {
  const screen = useScreen('GET /api/screens/new-draft', { query: { region, item: no } })
  const [paper, setPaper] = useState<NewDraft>()
  const { data, loading } = screen
  useEffect(() => {
    // Once it is being written, a newer answer changes nothing.
    if (data && !loading && data.drafts.length === 0) setPaper((old) => old ?? data)
  }, [data, loading])
  if (paper) {
    const whole = { ...paper.work.content, table: null }
    return <Editor screen={paper} whole={whole} asked={{ region, item: no }} />
  }
  return (
    <Page title={data?.work.item.level2 ?? '起草'} screen={screen}>
      {(begun) =>
        begun.drafts.length > 0 ? <Begun drafts={begun.drafts} onNew={() => setPaper(begun)} /> : null
      }
    </Page>
  )
}

function Begun({ drafts, onNew }: { drafts: readonly WorkLine[]; onNew: () => void }) {
  return (
    <>
      <Card title="继续上次的草稿" flush>
        {drafts.map(({ notice, title, state, stateText, updatedAt }) => (
          <Row
            key={notice}
            icon="edit"
            title={title}
            tag={{ text: stateText, ...stateTag[state] }}
            note={momentText(updatedAt)}
            onPress={() => openEditInstead(notice)}
          />
        ))}
      </Card>
      <Button kind="secondary" onPress={onNew}>
        另写一份新的
      </Button>
    </>
  )
}
