import type { PolicyWorkLine } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Dialog, Problem, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import { openEdit, openPolicy } from '../open'
import { Lines } from './lines'

interface OrphansProps {
  lines: readonly PolicyWorkLine[]
  reload: () => Promise<void>
}

/** What its writer cannot go on with any more: whoever writes here may take it over. */
export function Orphans({ lines, reload }: OrphansProps) {
  const [chosen, setChosen] = useState<PolicyWorkLine>()
  const take = useAction(async (_key, { id, state }: PolicyWorkLine) => {
    await call('POST /api/policies/:id/take-over', { params: { id } })
    setChosen(undefined)
    toast('已由您接着办')
    void reload()
    if (state === 'draft' || state === 'returned') openEdit(id)
    else openPolicy(id)
  })
  return (
    <>
      <Lines title="没有人接手的" lines={lines} onOpen={setChosen} />
      {chosen ? (
        <Dialog
          open
          title="接手这一条吗？"
          onClose={() => setChosen(undefined)}
          actions={
            <Button busy={take.busy} onPress={() => void take.run(chosen)}>
              接手
            </Button>
          }
        >
          <Text>{`“${chosen.title || '还没有标题'}”是${chosen.author}写的，他现在不在岗位上。接手以后由您改、由您送审；写的人还是他。`}</Text>
          <Problem error={take.error} />
        </Dialog>
      ) : null}
    </>
  )
}
