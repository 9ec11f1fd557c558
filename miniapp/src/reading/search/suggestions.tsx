import { Card, Row } from '../../components'

const examples = ['土地流转', '财务收支', '低保', '补贴', '宅基地', '垃圾分类']

export function Suggestions({ onChoose }: { onChoose: (words: string) => void }) {
  return (
    <Card title="可以这样搜" flush>
      {examples.map((words) => (
        <Row key={words} icon="search" title={words} onPress={() => onChoose(words)} />
      ))}
    </Card>
  )
}
