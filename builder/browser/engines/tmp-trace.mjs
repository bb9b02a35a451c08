import puppeteer from "puppeteer-core"; import { serve } from "./server.js"; import { readFileSync } from "node:fs";
const site = process.argv[2]; const s = await serve(site);
const b = await puppeteer.launch({ executablePath: "/usr/bin/chromium", headless: true, args: ["--no-sandbox","--disable-gpu"] });
const all = [];
for (let i = 0; i < 5; i++) {
const p = await b.newPage(); await p.setViewport({ width: 412, height: 823, isMobile: true });
await p.tracing.start({ path: "/tmp/trace.json", categories: ["devtools.timeline","toplevel","disabled-by-default-devtools.timeline","v8","loading","blink.user_timing"] });
await p.goto(s.origin + "/sheet/"); await p.waitForSelector("sheet-planner.on"); await new Promise(r=>setTimeout(r,800));
await p.tracing.stop(); await p.close();
const t = JSON.parse(readFileSync("/tmp/trace.json")).traceEvents;
const mains = t.filter(e=>e.name==="thread_name"&&e.args.name==="CrRendererMain").map(e=>e.pid+":"+e.tid);
const tasks = t.filter(e=>e.ph==="X"&&mains.includes(e.pid+":"+e.tid)&&/RunTask$/.test(e.name)&&e.tdur>3000).sort((a,b)=>a.ts-b.ts);
if (i<1) continue;
console.log("run", i, "sum of tasks>3ms", (tasks.reduce((n,e)=>n+e.tdur,0)/1000).toFixed(0), "max", (Math.max(...tasks.map(e=>e.tdur))/1000).toFixed(1));
for (const k of tasks.filter(e=>e.tdur>7000)) {
  const inside = t.filter(e=>e.ph==="X"&&e.tid===k.tid&&e.pid===k.pid&&e.ts>=k.ts&&e.ts<k.ts+k.dur&&e!==k&&e.tdur>1500&&!/RunTask/.test(e.name));
  console.log("  ", ((k.ts-tasks[0].ts)/1000).toFixed(0), "tdur", (k.tdur/1000).toFixed(1), "dur", (k.dur/1000).toFixed(1), [...new Set(inside.map(e=>e.name+":"+(e.tdur/1000).toFixed(1)+(e.args?.data?.functionName?"/"+e.args.data.functionName:"")+(e.args?.data?.type?"/"+e.args.data.type:"")))].slice(0,9).join(" "));
}}
await b.close(); await s.stop(); process.exit(0);
