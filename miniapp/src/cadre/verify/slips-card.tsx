import { Text } from '@tarojs/components'
import { useState } from 'react'
import { download } from '../../api/download'
import { Button, Card, Problem, Select } from '../../components'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import { Confirm } from '../components/confirm/confirm'
import './slip-card.scss'

const everyGroup = 'all'

/** 入户认证单: slips for a group, or for the whole village, on one paper. */
export function SlipsCard({ region }: { region: string }) {
  const params = { code: region }
  const screen = useScreen('GET /api/regions/:code/slips', { params })
  const [chosen, setChosen] = useState<string>(everyGroup)
  const [asking, setAsking] = useState(false)
  const groups = screen.data?.groups ?? []
  const taken = groups.filter(({ group }) => chosen === everyGroup || String(group) === chosen)
  const sum = (of: (one: (typeof groups)[number]) => number) => taken.reduce((all, one) => all + of(one), 0)
  const [households, good] = [sum((one) => one.households), sum((one) => one.slips)]
  const print = useAction(() =>
    download('POST /api/regions/:code/slips', {
      params,
      body: chosen === everyGroup ? { all: true } : { group: Number(chosen) },
      name: '入户认证单.pdf',
      open: true,
    }),
  )
  const finish = async () => {
    if (await print.run()) setAsking(false)
    await screen.reload()
  }
  if (groups.length === 0) return null
  return (
    <Card title="入户认证单">
      <Text className="slips__line">每户一张，印着户主、户号、号码和二维码，一页六张，裁开送到家。</Text>
      <Select
        label="打印哪一组"
        value={chosen}
        choices={[
          { value: everyGroup, label: '全村' },
          ...groups.map(({ group, name }) => ({ value: String(group), label: name })),
        ]}
        onChange={setChosen}
      />
      <Text className="slips__line">{`一共 ${households} 户${good > 0 ? `，其中 ${good} 户手里的纸条还能用` : ''}。`}</Text>
      <Button kind="secondary" icon="document" onPress={() => setAsking(true)}>
        打印入户认证单
      </Button>
      <Problem error={screen.error} />
      <Confirm
        open={asking}
        title={`打印 ${households} 户的认证单？`}
        lines={[
          good > 0
            ? `这 ${good} 户以前拿到的纸条马上作废，请一起换成新的。`
            : '以前发给这些户的纸条，打印后都不能用了。',
          '号码只印在纸上，系统里不留。没有拿到文件就再打印一次，上一次的号码全部作废。',
        ]}
        action="打印"
        write={print}
        onConfirm={() => void finish()}
        onClose={() => setAsking(false)}
      />
    </Card>
  )
}
