import type { AppealView } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { Card } from '../../components'
import { momentText } from '../../format/date'
import './appeal.scss'

/** 联系, 答复, 办结: until when each is due, and when it was done. */
export function Clocks({ appeal: { clocks, state } }: { appeal: AppealView }) {
  if (state === 'withdrawn' || state === 'handedTo12345') return null
  return (
    <Card title="什么时候有结果">
      <View className="appeal__clocks">
        {clocks.map(({ clock, text, dueText, doneAt, late }) => (
          <View
            key={clock}
            className={`appeal__clock${late ? ' appeal__clock--late' : doneAt ? ' appeal__clock--done' : ''}`}
          >
            <Text className="appeal__clock-name">
              {doneAt ? `已${text}${late ? '，晚了' : ''}` : late ? `${text}已超时` : text}
            </Text>
            <Text className="appeal__clock-when">
              {doneAt ? momentText(doneAt) : dueText === '待定' ? '时间待定' : `${dueText}前`}
            </Text>
          </View>
        ))}
      </View>
      <Text className="appeal__note">只算上班时间，午休、晚上和休息日不算。</Text>
    </Card>
  )
}
