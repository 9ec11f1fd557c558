export default definePageConfig({ navigationBarTitleText: '公开墙' })
