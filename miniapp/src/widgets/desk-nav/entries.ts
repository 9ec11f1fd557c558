import {
  cadreAddress,
  goBeside,
  goTo,
  goToDesk,
  officeAddress,
  policyOfficeAddress,
} from '../../hooks/navigation'
import { type DeskSummary, deskPart } from '../../store/desk-summary'

export interface Entry {
  name: string
  count?: number
  /** It is late: the number is red. */
  alarming?: boolean
  /** Pages that belong to it. */
  at?: RegExp
  go: () => void
}

/** The part of the desk comes into view; from another page the desk is opened first. */
const part = (region: string, name: string, path: string) => () => {
  deskPart.set(name)
  if (!path.includes('cadre/desk/')) goToDesk(region)
}

/** What stands at the left, by what this person may do here; parted by lines. */
export function entriesOf(desk: DeskSummary, path: string): Entry[][] {
  const { region, village, can } = desk
  const at = { region }
  const when = (yes: boolean, ...entries: Entry[]) => (yes ? entries : [])
  return [
    [
      { name: '待我办', count: desk.mine, alarming: true, go: part(region, 'mine', path) },
      { name: '在别人手里', count: desk.others, go: part(region, 'others', path) },
      { name: '应公开未公开', count: desk.missing, alarming: true, go: part(region, 'missing', path) },
    ],
    [
      ...when(can.write, {
        name: '写公开',
        at: /cadre\/(start|edit)\//,
        go: () => goBeside(cadreAddress('start', at), path),
      }),
      ...when(can.write && village, {
        name: '村民和户',
        at: /office\/(register|household|import|groups)\//,
        go: () => goBeside(officeAddress('register', at), path),
      }),
      ...when(can.verify, {
        name: '核对身份',
        at: /cadre\/verify\//,
        go: () => goBeside(cadreAddress('verify', at), path),
      }),
      ...when(desk.questions, {
        name: '意见投诉',
        at: /cadre\/questions\//,
        go: () => goBeside(cadreAddress('questions', at), path),
      }),
      ...when(village && (can.write || can.publish), {
        name: '入户名单',
        count: desk.visits,
        at: /cadre\/visits\//,
        go: () => goBeside(cadreAddress('visits', at), path),
      }),
      ...when(can.write && village, {
        name: '公开墙',
        at: /cadre\/wall\//,
        go: () => goBeside(cadreAddress('wall', at), path),
      }),
      ...when(village, {
        name: '台账',
        go: () => goTo('ledger', { region }),
      }),
      { name: '张榜打印', go: part(region, 'board', path) },
      ...when(village, {
        name: '补录老公示',
        at: /cadre\/old\//,
        go: () => goBeside(cadreAddress('old', at), path),
      }),
      {
        name: '老公示体检',
        at: /cadre\/checkup\//,
        go: () => goBeside(cadreAddress('checkup', at), path),
      },
      ...when(
        !village,
        {
          name: '政策',
          at: /policy-office\/(desk|edit|policy)\//,
          go: () => goBeside(policyOfficeAddress('desk', at), path),
        },
        ...when(can.write || can.publish, {
          name: '诉求',
          at: /policy-office\/appeals\//,
          go: () => goBeside(policyOfficeAddress('appeals', at), path),
        }),
        ...when(can.write, {
          name: '政策兑现',
          at: /policy-office\/payments\//,
          go: () => goBeside(policyOfficeAddress('payments', at), path),
        }),
      ),
      ...when(desk.firms, {
        name: '企业',
        at: /office\/enterprises\//,
        go: () => goBeside(officeAddress('enterprises', at), path),
      }),
      ...when(!village, {
        name: '内容检查',
        at: /office\/word-checks\//,
        go: () => goBeside(officeAddress('word-checks', at), path),
      }),
      {
        name: '岗位',
        at: /office\/(posts|turnover)\//,
        go: () => goBeside(officeAddress('posts', at), path),
      },
    ],
    [{ name: '村民看到的首页', go: () => goTo('home') }],
  ]
}
