import type { OldBatch } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Card, EmptyState, Row } from '../../components'
import { goToCadre } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useWorkRegion } from '../../hooks/use-work-region'
import { Page, RegionSwitch, SignInGate } from '../../widgets'
import { checkupWords } from '../components/old-notices/checkup-words'
import { whySignIn } from '../words'
import { Batch } from './batch'
import { ByHand } from './by-hand'
import { FromFile } from './from-file'
import '../components/old-notices/old.scss'
import { batchNote, batchTone } from '../components/old-notices/words'

const title = '补录老公示'

/** 补录: what was published before the app, brought in as one batch that is reviewed and published once. */
export default function OldNotices() {
  const { region, regions, choose } = useWorkRegion(useRouter().params.region)
  const [chosen, setChosen] = useState<string>()
  const screen = useScreen(
    'GET /api/regions/:code/old-notices',
    region === null ? null : { params: { code: region } },
    { kept: false },
  )
  if (region === null) return <SignInGate title={title} why={whySignIn} />
  const taken = async ({ id }: OldBatch) => {
    setChosen(id)
    await screen.reload()
  }
  return (
    <Page
      title={title}
      wide
      screen={screen}
      above={
        <RegionSwitch
          regions={regions}
          current={region}
          onChange={(code) => {
            setChosen(undefined)
            choose(code)
          }}
        />
      }
    >
      {({ batches, checkup, mayImport, items }) => {
        const open =
          batches.find(({ id }) => id === chosen) ?? batches.find(({ state }) => state !== 'undone')
        return (
          <View className="old__panes">
            <View className="old__main">
              {open ? (
                <Batch key={`${open.id} ${open.state}`} batch={open} onChange={screen.reload} />
              ) : (
                <EmptyState
                  icon="list"
                  title="还没有补录过"
                  detail="以前贴在公开栏、发在群里的公示，可以补进来。补录的不发通知，也不算逾期。"
                />
              )}
            </View>
            <View className="old__aside">
              {mayImport ? (
                <>
                  <FromFile region={region} quiet={!!open && open.state !== 'published'} onTaken={taken} />
                  <ByHand
                    region={region}
                    items={items}
                    batch={open?.state === 'preview' || open?.state === 'returned' ? open.id : undefined}
                    onTaken={taken}
                  />
                </>
              ) : null}
              <Card title="老公示体检" flush>
                <Row {...checkupWords(checkup)} onPress={() => goToCadre('checkup', { region })} />
              </Card>
              {batches.length > 1 ? (
                <Card title="补录过的" flush>
                  {batches.map((batch) => (
                    <Row
                      key={batch.id}
                      title={batch.name}
                      note={batchNote(batch)}
                      tag={{ text: batch.stateText, tone: batchTone(batch) }}
                      onPress={() => setChosen(batch.id)}
                    />
                  ))}
                </Card>
              ) : null}
            </View>
          </View>
        )
      }}
    </Page>
  )
}
