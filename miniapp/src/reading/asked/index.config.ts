export default definePageConfig({ navigationBarTitleText: '大家常问' })
