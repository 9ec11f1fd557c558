import type { ImportState } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { Card, Progress } from '../../components'
import { usePoll } from '../../hooks/use-poll'
import { useScreen } from '../../hooks/use-screen'
import { Page } from '../../widgets'
import { ConfirmFoot } from './confirm-foot'
import { Finished } from './finished'
import { Preview } from './preview'
import './import.scss'

const busy: readonly ImportState[] = ['reading', 'applying', 'undoing']

/** One import, from the first look to the end. */
export function ImportPage({ region, id }: { region: string; id: string }) {
  const screen = useScreen(
    'GET /api/regions/:code/register/imports/:id',
    { params: { code: region, id } },
    { kept: false },
  )
  const state = screen.data?.state
  usePoll(state !== undefined && busy.includes(state), screen.reload)
  // The register was changed by others: the lines are another comparison.
  const [compared, setCompared] = useState(0)
  const lookAgain = async () => {
    await screen.reload()
    setCompared(compared + 1)
  }
  const onChange = (next: NonNullable<typeof screen.data>) => screen.change(() => next)
  return (
    <Page
      title="导入户籍册"
      wide
      screen={screen}
      foot={
        screen.data?.state === 'staged' ? (
          <ConfirmFoot data={screen.data} onChange={onChange} onStale={lookAgain} />
        ) : undefined
      }
    >
      {(data) => {
        if (data.state === 'staged') return <Preview data={data} compared={compared} onChange={onChange} />
        if (data.state === 'applied' || data.state === 'undone')
          return <Finished data={data} onChange={onChange} />
        return (
          <Card title={goingOn[data.state]}>
            <Progress words="已办" done={data.done.steps} of={data.done.of} />
            <Text className="import__line">可以离开这一页，事情会接着办完。</Text>
          </Card>
        )
      }}
    </Page>
  )
}

const goingOn = { reading: '正在看文件', applying: '正在放进册子', undoing: '正在撤回' } as const
