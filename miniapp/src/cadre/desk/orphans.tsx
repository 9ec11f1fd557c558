import type { WorkLine } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Dialog, Problem, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import { openEdit, openReview } from '../open'
import { WorkCard } from './work-card'

interface OrphansProps {
  lines: readonly WorkLine[]
  reload: () => Promise<void>
}

/** What its writer cannot go on with any more: whoever writes here may take it over. */
export function Orphans({ lines, reload }: OrphansProps) {
  const [chosen, setChosen] = useState<WorkLine>()
  const take = useAction(async (_key, { notice, state }: WorkLine) => {
    await call('POST /api/notices/:id/take-over', { params: { id: notice } })
    setChosen(undefined)
    toast('已由您接着办')
    void reload()
    if (state === 'draft' || state === 'returned') openEdit(notice)
    else openReview(notice)
  })
  return (
    <>
      <WorkCard title="没有人接手的" lines={lines} onOpen={setChosen} />
      {chosen ? (
        <Dialog
          open
          title="接手这一件吗？"
          onClose={() => setChosen(undefined)}
          actions={
            <Button busy={take.busy} onPress={() => void take.run(chosen)}>
              接手
            </Button>
          }
        >
          <Text>{`“${chosen.title || chosen.itemName}”是${chosen.author}写的，他现在不在岗位上。接手以后由您改、由您送审；写的人还是他。`}</Text>
          <Problem error={take.error} />
        </Dialog>
      ) : null}
    </>
  )
}
