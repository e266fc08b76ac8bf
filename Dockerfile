# The server in a container. It listens on the container's loopback interface unless told otherwise:
#   docker build -t customer-profiles . && docker run --rm -p 127.0.0.1:5000:5000 -e HOST=0.0.0.0 customer-profiles
FROM python:3.13-slim
COPY . /source
RUN pip install --no-cache-dir "/source[all]" && rm -r /source && useradd --create-home server
USER server
ENV HOST=127.0.0.1 PORT=5000
EXPOSE 5000
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/moto-api/customer-profiles/', timeout=4)"]
CMD ["sh", "-c", "exec python -m moto_customerprofiles -H \"$HOST\" -p \"$PORT\""]
